/**
 * Integration over space by atom-centred grids.
 *
 * <p>Each atom has shells of points, radial rule times Lebedev rule ({@link
 * xcflow.gaussian.grid.AtomicGrid}); Becke's cells ({@link xcflow.gaussian.grid.BeckePartition})
 * divide space between the atoms; {@link xcflow.gaussian.grid.MolecularGrid} is the result, its
 * points sorted into compact blocks.
 */
package xcflow.gaussian.grid;
