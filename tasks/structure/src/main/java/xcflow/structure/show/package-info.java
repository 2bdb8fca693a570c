/** Structures as others show them. */
package xcflow.structure.show;
