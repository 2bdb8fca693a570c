/** Secrets of workflows: keyed digests in records, values in tasks only, masks everywhere else. */
package xcflow.runner.secret;
