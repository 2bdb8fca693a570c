/** When an earlier result is reused: {@link xcflow.runner.cache.CacheKey}. */
package xcflow.runner.cache;
