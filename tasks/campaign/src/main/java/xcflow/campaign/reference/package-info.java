/** What the provenance is told of reference functionals. */
package xcflow.campaign.reference;
