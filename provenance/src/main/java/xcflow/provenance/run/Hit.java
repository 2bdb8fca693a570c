package xcflow.provenance.run;

/**
 * An instance whose result an earlier execution gives.
 *
 * @param instance number of the instance
 * @param cacheKey the instance's cache key
 * @param execution the successful execution with that key
 */
public record Hit(int instance, String cacheKey, long execution) {}
