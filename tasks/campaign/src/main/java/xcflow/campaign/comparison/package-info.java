/** Functionals beside each other, as curves and pictures. */
package xcflow.campaign.comparison;
