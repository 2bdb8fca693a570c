/** For the storage module alone; public only where H2's reflection needs it. */
package xcflow.storage.internal;
