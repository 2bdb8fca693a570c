package xcflow.runner.run;

import java.util.Map;
import java.util.Optional;

/** Gives the instances of one run what they need of named resources, such as licences. */
public interface NamedResources {
    /** There is enough of everything. */
    NamedResources UNLIMITED =
            new NamedResources() {
                @Override
                public boolean acquire(int number, Map<String, Integer> wanted) {
                    return true;
                }

                @Override
                public void giveBack(int number) {}
            };

    /** Takes all that an instance needs, or nothing. */
    boolean acquire(int number, Map<String, Integer> wanted);

    /** Why there will never be enough for an instance; empty if there may be. */
    default Optional<String> lack(Map<String, Integer> wanted) {
        return Optional.empty();
    }

    /** Gives back what an instance has taken. */
    void giveBack(int number);
}
