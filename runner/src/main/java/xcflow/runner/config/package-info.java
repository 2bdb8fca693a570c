/**
 * What users and administrators set once for all their projects: where a project is kept, its
 * queue, the sites that compute. Nothing of it is part of a cache key.
 */
package xcflow.runner.config;
