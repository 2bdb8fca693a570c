/** campaign. */
package xcflow.campaign;
