/**
 * Neural exchange-correlation functionals: e_xc = Σ (energy of a base functional) × (neural
 * factor), see {@link xcflow.functional.neural.NeuralFunctional}.
 *
 * <p>A {@link xcflow.functional.neural.NeuralSpec} declares everything about a functional but its
 * weights, a {@link xcflow.functional.neural.Network} holds these, a {@link
 * xcflow.functional.neural.Factor} joins both into F(r_s, ζ, s²), and {@link
 * xcflow.functional.neural.FunctionalFile} keeps them on disk. Evaluation needs no native library.
 */
package xcflow.functional.neural;
