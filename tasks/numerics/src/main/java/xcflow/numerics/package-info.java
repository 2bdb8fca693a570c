/**
 * Numerical ground shared by the engines: linear algebra, threads, physical constants, elements.
 */
package xcflow.numerics;
