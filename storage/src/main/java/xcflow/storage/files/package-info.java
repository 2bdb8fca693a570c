/**
 * What lies in directories: objects, checkpoints, scratch directories, and the writing of files
 * that are on the disk whole or not at all.
 */
package xcflow.storage.files;
