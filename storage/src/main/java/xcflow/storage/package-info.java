/**
 * What lies on disk in a project's home: the content-addressed object store, checkpoints, scratch
 * directories and the database. Knows nothing of what is stored.
 */
package xcflow.storage;
