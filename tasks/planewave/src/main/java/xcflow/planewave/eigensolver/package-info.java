/** Lowest eigenvectors of Hermitian operators that are only known by their action. */
package xcflow.planewave.eigensolver;
