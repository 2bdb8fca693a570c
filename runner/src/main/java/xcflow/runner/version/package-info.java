/** Which xcflow this is. */
package xcflow.runner.version;
