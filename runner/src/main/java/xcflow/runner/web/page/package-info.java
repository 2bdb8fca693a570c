/** Pages for people, made from templates and the read model. */
package xcflow.runner.web.page;
