/** The Gaussian engine as every task sees it. */
package xcflow.gaussian.engine;
