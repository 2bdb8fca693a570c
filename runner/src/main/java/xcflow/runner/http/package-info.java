/**
 * A web server that knows nothing of what it serves: connections, routes, who may do what, events.
 * Bodies are read and written without a thread waiting, so that slow clients cost nothing.
 */
package xcflow.runner.http;
