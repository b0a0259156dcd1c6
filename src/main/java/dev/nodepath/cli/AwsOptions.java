package dev.nodepath.cli;

import dev.nodepath.aws.AwsAccess;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how AWS is reached, with the names and the meaning they have for the AWS CLI. */
final class AwsOptions {

    @Option(names = "--profile", paramLabel = "NAME", description = "The AWS CLI's profile to use.")
    private @Nullable String profile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            converter = UrlConverter.class,
            description = "Send every call there instead of to AWS.")
    private @Nullable URI endpoint;

    boolean areGiven() {
        return profile != null || endpoint != null;
    }

    AwsAccess access() {
        try {
            AwsAccess access = AwsAccess.standard();
            if (profile != null) {
                if (!AwsAccess.isProfile(profile)) {
                    throw new UnusableInput(
                            "There is no profile %s; 'aws configure list-profiles' lists those there are."
                                    .formatted(profile));
                }
                access = access.withProfile(profile);
            }
            if (endpoint != null) {
                access = access.withEndpoint(endpoint);
            }
            return access;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UnusableInput("AWS cannot be asked as it is configured: %s.".formatted(e.getMessage()));
        }
    }

    /** The Region the AWS CLI would use where no option names one. */
    static String defaultRegion(AwsAccess access) {
        return access.defaultRegion()
                .orElseThrow(() -> new UnusableInput(
                        "No Region is named: use --region, set AWS_REGION, or give the profile a region."));
    }

    /** A Region's name, existing or not: what no Region can be called is not worth a call. */
    static final class RegionConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.matches("[a-z]+(-[a-z]+)+-[0-9]+")) {
                throw new TypeConversionException("'" + value + "' is no name of a Region such as eu-central-1");
            }
            return value;
        }
    }

    /** The URL of an endpoint. */
    static final class UrlConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            if (!value.matches("https?://[^\\s/]+\\S*")) {
                throw new TypeConversionException("'" + value + "' is no URL such as http://localhost:5000");
            }
            return URI.create(value);
        }
    }
}
