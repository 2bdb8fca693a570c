package xcflow.runner.web.page;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.http.Call;

/** Makes pages of templates; what is put into them is escaped. */
public final class PageTemplates {
    private final Configuration configuration;
    private final Map<String, Object> everywhere = new HashMap<>();

    /**
     * @param home project directory
     * @param version of the program
     */
    public PageTemplates(String home, String version) {
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(PageTemplates.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setObjectWrapper(new Unwrapping());
        everywhere.put("say", new Say());
        everywhere.put("home", home);
        everywhere.put("version", version);
    }

    /** An optional value is shown as what it contains, or as missing. */
    private static final class Unwrapping extends DefaultObjectWrapper {
        Unwrapping() {
            super(Configuration.VERSION_2_3_34);
        }

        @Override
        public TemplateModel wrap(Object value) throws TemplateModelException {
            return value instanceof Optional<?> optional
                    ? super.wrap(optional.orElse(null))
                    : super.wrap(value);
        }
    }

    /** A page. */
    public String page(String template, Call call, Map<String, ?> facts) throws IOException {
        Map<String, Object> model = new HashMap<>(everywhere);
        model.putAll(facts);
        model.put("caller", call.caller());
        model.put("path", call.path());
        model.put("query", call.query());
        StringWriter out = new StringWriter();
        try {
            configuration.getTemplate(template + ".ftlh").process(model, out);
        } catch (TemplateException e) {
            throw new IllegalStateException(
                    "the template " + template + " is broken: " + e.getMessageWithoutStackTop(), e);
        }
        return out.toString();
    }
}
