/**
 * Objects in a bucket of a server that speaks the protocol of Amazon S3, with a cache on this
 * machine's disk.
 */
package xcflow.storage.s3;
