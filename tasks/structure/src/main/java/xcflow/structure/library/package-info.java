/** Crystals by name, from prototypes with recommended settings, and crystals from POSCAR files. */
package xcflow.structure.library;
