/**
 * Machines and clusters that compute for a project: their batch systems, the jobs in which workers
 * run, and how many of these there should be.
 */
package xcflow.runner.site;
