/** gaussian. */
package xcflow.gaussian;
