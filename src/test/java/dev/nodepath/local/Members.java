package dev.nodepath.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** The members of moto's organization: what {@code local/organization.py} makes. */
public final class Members {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Moto moto;
    private final List<String> ids;

    private Members(Moto moto, List<String> ids) {
        this.moto = moto;
        this.ids = ids;
    }

    /**
     * Makes them.
     *
     * @param clusters of each account in each Region
     * @param broken accounts whose node subnets have no way out
     */
    public static Members of(Moto moto, int accounts, List<String> regions, int clusters, int broken) {
        Map<String, Object> answer = JSON.std.mapFrom(post(
                moto,
                "/moto-api/organization",
                Map.of("accounts", accounts, "regions", regions, "clusters", clusters, "broken", broken)));
        return new Members(
                moto,
                ((List<?>) requireNonNull(answer.get("members")))
                        .stream().map(String::valueOf).toList());
    }

    public List<String> ids() {
        return ids;
    }

    /**
     * Has an account own a VPC in whose subnets another one has the cluster {@code shared}.
     *
     * @return ids of {@code vpc}, {@code routeTable} of its private subnets and {@code natGateway}
     */
    public Map<String, Object> shareVpc(String owner, String participant, String region) {
        return JSON.std.mapFrom(post(
                moto,
                "/moto-api/organization/share",
                Map.of("owner", owner, "participant", participant, "region", region)));
    }

    public void suspend(String accountId) {
        post(moto, "/moto-api/organization/suspend", Map.of("account", accountId));
    }

    public void remove(String accountId) {
        post(moto, "/moto-api/organization/remove", Map.of("account", accountId));
    }

    private static String post(Moto moto, String path, Map<String, Object> body) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(moto.url().resolve(path))
                                    .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(body)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
