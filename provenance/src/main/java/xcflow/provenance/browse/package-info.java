/** Looks through many records at once, a page at a time: lists with filters, sums, times. */
package xcflow.provenance.browse;
