/** Statistics over instances and verdicts on claims. */
package xcflow.experiments.judge;
