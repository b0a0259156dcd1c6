package dev.nodepath.aws.read;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Objects of the AWS SDK as the AWS CLI prints them. The SDK's objects describe their fields ({@link SdkPojo#sdkFields()})
 * by the names of AWS's API models, which are the names the CLI prints, so no type needs code of its own. A field the SDK
 * does not know is skipped.
 */
final class CliJson<T> {

    /** The CLI's own timestamps: {@code 2026-11-22T18:09:11.570000+00:00}. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    /** Left out of captures: boot scripts are where passwords and tokens get written down, and no rule reads them. */
    private static final Set<String> SECRET = Set.of("UserData");

    /** All others are text. */
    private static final Map<MarshallingType<?>, Function<String, Object>> SCALARS = Map.of(
            MarshallingType.BOOLEAN, Boolean::parseBoolean,
            MarshallingType.INTEGER, Integer::parseInt,
            MarshallingType.LONG, Long::parseLong,
            MarshallingType.DOUBLE, Double::parseDouble,
            MarshallingType.FLOAT, Float::parseFloat,
            MarshallingType.BIG_DECIMAL, BigDecimal::new,
            MarshallingType.INSTANT, CliJson::instant,
            MarshallingType.SDK_BYTES,
                    text -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));

    private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

    private final @Nullable Supplier<? extends SdkPojo> empty;

    private CliJson(@Nullable Supplier<? extends SdkPojo> empty) {
        this.empty = empty;
    }

    /** Objects of the type that the builder builds. */
    static <B extends SdkPojo & SdkBuilder<B, T>, T extends SdkPojo> CliJson<T> of(Supplier<B> builder) {
        return new CliJson<>(builder);
    }

    /** Plain names. */
    static CliJson<String> text() {
        return new CliJson<>(null);
    }

    /** Reads the value at the parser's current token. */
    @SuppressWarnings("unchecked") // the constructor's builder builds T, or T is String
    T read(JsonParser json) {
        return (T) (empty == null ? scalar(json) : object(json, empty.get()));
    }

    private static Object object(JsonParser json, SdkPojo builder) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(json, "an object");
        }
        Map<String, SdkField<?>> fields = fields(builder);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            SdkField<?> field = fields.get(name);
            if (field == null) {
                json.skipChildren();
            } else {
                field.set(builder, value(json, field));
            }
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    /** By the names of the API model; {@link SdkPojo#sdkFieldNameToField()} goes by those on the wire, which EC2 has others of. */
    private static Map<String, SdkField<?>> fields(SdkPojo builder) {
        return FIELDS.computeIfAbsent(
                builder.getClass(),
                type -> builder.sdkFields().stream()
                        .collect(Collectors.toUnmodifiableMap(SdkField::memberName, field -> field)));
    }

    private static @Nullable Object value(JsonParser json, SdkField<?> field) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            return object(json, field.constructor().get());
        }
        if (type.equals(MarshallingType.LIST)) {
            return list(json, field.getTrait(ListTrait.class).memberFieldInfo());
        }
        if (type.equals(MarshallingType.MAP)) {
            return map(json, field.getTrait(MapTrait.class).valueFieldInfo());
        }
        if (type.equals(MarshallingType.DOCUMENT)) {
            json.skipChildren();
            return null;
        }
        String text = scalar(json);
        try {
            return SCALARS.getOrDefault(type, value -> value).apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new StreamReadException(json, "\"" + text + "\" is not a value of " + field.memberName(), e);
        }
    }

    private static List<@Nullable Object> list(JsonParser json, SdkField<?> element) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw unexpected(json, "a list");
        }
        List<@Nullable Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(json, element));
        }
        return values;
    }

    private static Map<String, @Nullable Object> map(JsonParser json, SdkField<?> element) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(json, "an object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            values.put(name, value(json, element));
        }
        return values;
    }

    private static String scalar(JsonParser json) {
        if (!json.currentToken().isScalarValue()) {
            throw unexpected(json, "a single value");
        }
        return json.getString();
    }

    /** The CLI prints ISO 8601 with {@code Z} or an offset, version 1 seconds since 1970, and Python a space for the T. */
    private static Instant instant(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                ? Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue())
                : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    }

    private static StreamReadException unexpected(JsonParser json, String expected) {
        return new StreamReadException(json, "expected " + expected + " but found " + json.currentToken());
    }

    /** Writes a value as the CLI prints it, without the fields AWS did not answer. */
    void write(JsonGenerator json, T value) {
        if (value instanceof SdkPojo pojo) {
            json.writeStartObject();
            writeFields(json, pojo);
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    /** Writes the fields of an object into the one that is open. */
    static void writeFields(JsonGenerator json, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)
                    && !SECRET.contains(field.memberName())) {
                json.writeName(field.memberName());
                writeValue(json, value);
            }
        }
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case SdkPojo pojo -> {
                json.writeStartObject();
                writeFields(json, pojo);
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> writeValue(json, element));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, element) -> {
                    json.writeName(key.toString());
                    writeValue(json, element);
                });
                json.writeEndObject();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Instant instant -> json.writeString(TIMESTAMP.format(instant.atOffset(ZoneOffset.UTC)));
            case SdkBytes bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes.asByteArray()));
            default -> json.writeString(value.toString());
        }
    }
}
