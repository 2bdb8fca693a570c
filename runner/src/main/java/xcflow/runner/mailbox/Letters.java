package xcflow.runner.mailbox;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of letters: JSON, {@code {"ask": METHOD, "with": [ARGUMENT…]}} and {@code {"answer":
 * VALUE}} or {@code {"error": SENTENCE}}. Types are those of the methods of {@link Desk}; nothing
 * in a letter chooses a class.
 */
final class Letters {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Map<String, Method> METHODS = methods();

    private Letters() {}

    /**
     * A question.
     *
     * @param method of {@link Desk}
     * @param arguments of the method
     */
    record Question(Method method, List<Object> arguments) {

        String name() {
            return method.getName();
        }
    }

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : Desk.class.getMethods()) {
            if (methods.put(method.getName(), method) != null) {
                throw new IllegalStateException("two questions are called " + method.getName());
            }
        }
        return methods;
    }

    static String ask(Method method, Object[] arguments) {
        ObjectNode letter = MAPPER.createObjectNode();
        letter.put("ask", method.getName());
        var with = letter.putArray("with");
        for (int i = 0; i < method.getParameterCount(); i++) {
            with.add(MAPPER.<JsonNode>valueToTree(arguments[i]));
        }
        return MAPPER.writeValueAsString(letter);
    }

    /**
     * Reads a question.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Question question(String text) {
        try {
            JsonNode letter = MAPPER.readTree(text);
            Method method = METHODS.get(letter.path("ask").asString(""));
            if (method == null || letter.path("with").size() != method.getParameterCount()) {
                throw new IllegalArgumentException("nothing that can be asked");
            }
            List<Object> arguments = new ArrayList<>();
            for (int i = 0; i < method.getParameterCount(); i++) {
                arguments.add(
                        MAPPER.treeToValue(
                                letter.path("with").get(i),
                                MAPPER.constructType(method.getGenericParameterTypes()[i])));
            }
            if (arguments.contains(null)) {
                throw new IllegalArgumentException("a value is missing");
            }
            return new Question(method, arguments);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no letter: " + e.getOriginalMessage(), e);
        }
    }

    static String answer(Object value) {
        ObjectNode letter = MAPPER.createObjectNode();
        letter.set("answer", MAPPER.<JsonNode>valueToTree(value));
        return MAPPER.writeValueAsString(letter);
    }

    static String error(String sentence) {
        return MAPPER.writeValueAsString(Map.of("error", sentence));
    }

    /**
     * Reads the answer to a question.
     *
     * @return of the type that the method gives; null if it gives nothing
     * @throws MailboxException if it says that something went wrong
     */
    static Object answer(Method method, String text) {
        try {
            JsonNode letter = MAPPER.readTree(text);
            Optional<String> error = letter.path("error").asStringOpt();
            if (error.isPresent()) {
                throw new MailboxException(error.get());
            }
            return method.getReturnType() == void.class
                    ? null
                    : MAPPER.treeToValue(
                            letter.path("answer"),
                            MAPPER.constructType(method.getGenericReturnType()));
        } catch (JacksonException e) {
            throw new MailboxException(
                    "the answer in the mailbox cannot be read: " + e.getOriginalMessage());
        }
    }
}
