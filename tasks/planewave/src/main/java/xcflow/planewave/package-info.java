/** planewave. */
package xcflow.planewave;
