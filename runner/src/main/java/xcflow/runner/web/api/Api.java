package xcflow.runner.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.version.Version;
import xcflow.runner.view.ExperimentFiles;
import xcflow.runner.view.FunctionalDetails;
import xcflow.runner.view.RunDetails;
import xcflow.runner.web.act.AuditActs;
import xcflow.runner.web.act.FunctionalActs;
import xcflow.runner.web.act.RunActs;
import xcflow.workflows.schema.TaskCatalog;

/** The programming interface: all endpoints and their description. */
public final class Api {
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** What the endpoints show and do. */
    public record Parts(
            Project project,
            TaskCatalog tasks,
            Schedules schedules,
            RunDetails runs,
            RunActs runActs,
            FunctionalDetails functionals,
            FunctionalActs functionalActs,
            AuditActs audits,
            ExperimentFiles experiments) {}

    public Api(Parts parts) {
        endpoints.addAll(new RunApi(parts.runs(), parts.runActs()).endpoints());
        endpoints.addAll(new HomeApi(parts.project(), parts.schedules(), parts.runs()).endpoints());
        endpoints.addAll(
                new FunctionalApi(parts.functionals(), parts.functionalActs()).endpoints());
        endpoints.addAll(
                new ExperimentApi(
                                parts.tasks(), parts.experiments(), parts.runActs(), parts.audits())
                        .endpoints());
        endpoints.add(
                Endpoint.read(
                                "/api/events",
                                "events",
                                "Server-sent events: a topic whenever something of it changed",
                                Endpoint.other(),
                                call -> Reply.events(call.parameter("topics").orElse("all")))
                        .query(
                                "topics",
                                Map.of("type", "string"),
                                "runs, run-NUMBER, audits; several with commas (default: all)"));
    }

    /** What is answered where. */
    public List<Route> routes() {
        String description = ApiJson.write(OpenApi.of(endpoints, Version.text()));
        List<Route> routes = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            routes.add(
                    new Route(
                            endpoint.method(),
                            endpoint.template(),
                            endpoint.need(),
                            call -> answer(endpoint, call)));
        }
        routes.add(
                new Route(
                        "GET",
                        "/api/openapi.json",
                        Route.Need.READ,
                        call -> Reply.text(200, "application/json", description)));
        return routes;
    }

    private static Reply answer(Endpoint endpoint, Call call) throws Exception {
        Object result = endpoint.work().answer(call);
        return result instanceof Reply reply
                ? reply
                : ApiJson.reply(
                        endpoint.result().status(),
                        result instanceof Optional<?> found
                                ? ApiJson.found(found, "such thing")
                                : result);
    }
}
