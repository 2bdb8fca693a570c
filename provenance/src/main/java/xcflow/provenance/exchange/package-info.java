/**
 * Moving records between homes, and to people who do not have xcflow: RO-Crate, PROV-JSON, and
 * lines of JSON that another home imports.
 */
package xcflow.provenance.exchange;
