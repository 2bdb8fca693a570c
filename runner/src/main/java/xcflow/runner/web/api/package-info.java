/** What the server tells programs: the records as JSON, described by OpenAPI. */
package xcflow.runner.web.api;
