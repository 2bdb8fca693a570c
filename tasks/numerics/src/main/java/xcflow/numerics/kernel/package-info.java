/**
 * Which of OpenBLAS's kernels computes, and whether it computes right on this processor.
 *
 * <p>{@link xcflow.numerics.kernel.KernelChoice} decides before the library is loaded; {@link
 * xcflow.numerics.kernel.SelfTest} is what it decides by.
 */
package xcflow.numerics.kernel;
