package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionalNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"PBE-tuned", "pbe_x+pbe_c", "mine 2.1 (wide)", "Ωmega"})
    void aNameMayBe(String name) {
        assertThatCode(() -> FunctionalName.require(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "../../etc/x",
                "/etc/x",
                "a\\b",
                "a@1",
                "C:x",
                ".hidden",
                "-o",
                "a\nb",
                "\u001b[2J",
                " a"
            })
    void aNameMayNotBe(String name) {
        assertThatThrownBy(() -> FunctionalName.require(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be called");
    }
}
