/** The model, its discretisation, and the loop that makes density and potential consistent. */
package xcflow.planewave.scf;
