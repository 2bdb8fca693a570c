/** What may be done through the server. */
package xcflow.runner.web.act;
