/**
 * Functionals of libxc, the library of exchange-correlation functionals, where it is installed.
 *
 * <p>Only functions of libxc are called, never its structures read, so that versions 5, 6 and 7
 * serve alike.
 */
package xcflow.functional.libxc;
