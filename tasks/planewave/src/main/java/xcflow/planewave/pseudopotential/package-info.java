/** Norm-conserving pseudopotentials of Goedecker, Teter and Hutter. */
package xcflow.planewave.pseudopotential;
