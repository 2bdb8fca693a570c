/** What goes on in a project, as a page for a browser: {@link xcflow.runner.web.StatusServer}. */
package xcflow.runner.web;
