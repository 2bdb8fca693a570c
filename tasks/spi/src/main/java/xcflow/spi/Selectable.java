package xcflow.spi;

import java.util.List;

/**
 * One of several plug-ins of a kind among which a step can choose, each with settings of its own.
 * Found by the service loader under the interface of its kind; see {@link Selected}.
 */
public interface Selectable {

    /** Name in kebab case, unique among those of the kind; its settings bear the same name. */
    String name();

    /** What it is, in one sentence. */
    String title();

    /** Record of its settings, documented and bounded by {@link Describe} like inputs. */
    Class<? extends Record> settings();

    /**
     * The settings of a plug-in that is declared in a file; {@link #settings()} then is a record
     * that is {@link Setting.Values}. Empty: the record's components say it all.
     */
    default List<Setting> declaredSettings() {
        return List.of();
    }
}
