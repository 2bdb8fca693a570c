/**
 * Functionals' networks as models of Deeplearning4j: trained by it, and written to and read from
 * its files. Loading the native library takes a second, so nothing else refers to these classes'
 * insides.
 */
package xcflow.functional.deeplearning;
