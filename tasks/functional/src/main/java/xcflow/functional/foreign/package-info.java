/** Functionals that were made elsewhere: a description in JSON, and weights as NumPy arrays. */
package xcflow.functional.foreign;
