package xcflow.spi;

import java.util.List;

/**
 * Plug-ins that are not classes of their own but declared in files. Found by the service loader,
 * like plug-ins that are.
 */
public interface SelectableSource {

    /** The kind of its plug-ins. */
    Class<? extends Selectable> kind();

    /** All of them; cheap, since every check of a workflow asks. */
    List<? extends Selectable> all();

    /** What is wrong with files that declare plug-ins and cannot be used, in sentences. */
    default List<String> problems() {
        return List.of();
    }
}
