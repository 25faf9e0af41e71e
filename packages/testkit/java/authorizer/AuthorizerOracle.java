import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.security.authorizer.AclEntry;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Puts questions to Kafka's own StandardAuthorizer. One line in, fields separated by tabs; one line out for each question.
 *
 *   set     superUsers                                      a new authorizer, with no ACLs
 *   acl     type name pattern principal host op permission  one more ACL
 *   ask     principal host type name op                     1 or 0
 *   any     principal host type op                          1 or 0, by resource type
 *   ops     principal host type name                        the authorized operations, as a bit field
 *   match   type name pattern principal host op permission  the numbers of the ACLs that the filter finds; ~ is null
 *   codes                                                   every code and what each type supports
 */
public final class AuthorizerOracle {
    private static final PrintStream OUT = new PrintStream(System.out, false);
    private static StandardAuthorizer authorizer;
    private static List<AclBinding> bindings;

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) answer(line.split("\t", -1));
        OUT.flush();
    }

    private static void answer(String[] f) throws Exception {
        switch (f[0]) {
            case "set" -> begin(f[1]);
            case "acl" -> add(f);
            case "ask" -> OUT.println(allows(f[1], f[2], pattern(f[3], f[4]), AclOperation.valueOf(f[5])) ? 1 : 0);
            case "any" -> OUT.println(allowsSome(f[1], f[2], f[3], f[4]) ? 1 : 0);
            case "ops" -> OUT.println(operations(f[1], f[2], pattern(f[3], f[4])));
            case "match" -> OUT.println(matches(f));
            case "codes" -> OUT.println(codes());
            default -> throw new IllegalArgumentException(f[0]);
        }
    }

    private static void begin(String superUsers) {
        authorizer = new StandardAuthorizer();
        authorizer.configure(Map.of("node.id", "1", StandardAuthorizer.SUPER_USERS_CONFIG, superUsers));
        authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
        authorizer.completeInitialLoad();
        bindings = new ArrayList<>();
    }

    private static void add(String[] f) {
        AclBinding binding = new AclBinding(
            new ResourcePattern(ResourceType.valueOf(f[1]), f[2], PatternType.valueOf(f[3])),
            new AccessControlEntry(f[4], f[5], AclOperation.valueOf(f[6]), AclPermissionType.valueOf(f[7])));
        authorizer.addAcl(Uuid.randomUuid(), StandardAcl.fromAclBinding(binding));
        bindings.add(binding);
    }

    private static ResourcePattern pattern(String type, String name) {
        return new ResourcePattern(ResourceType.valueOf(type), name, PatternType.LITERAL);
    }

    private static boolean allows(String principal, String host, ResourcePattern pattern, AclOperation op) throws Exception {
        List<Action> actions = List.of(new Action(op, pattern, 1, false, false));
        return authorizer.authorize(new Context(principal, host), actions).get(0) == AuthorizationResult.ALLOWED;
    }

    private static boolean allowsSome(String principal, String host, String type, String op) throws Exception {
        return authorizer.authorizeByResourceType(new Context(principal, host), AclOperation.valueOf(op), ResourceType.valueOf(type))
            == AuthorizationResult.ALLOWED;
    }

    private static int operations(String principal, String host, ResourcePattern pattern) throws Exception {
        int field = 0;
        for (AclOperation op : AclEntry.supportedOperations(pattern.resourceType()))
            if (allows(principal, host, pattern, op)) field |= 1 << op.code();
        return field;
    }

    private static String nullable(String field) {
        return field.equals("~") ? null : field;
    }

    private static String matches(String[] f) {
        AclBindingFilter filter = new AclBindingFilter(
            new ResourcePatternFilter(ResourceType.valueOf(f[1]), nullable(f[2]), PatternType.valueOf(f[3])),
            new AccessControlEntryFilter(nullable(f[4]), nullable(f[5]), AclOperation.valueOf(f[6]), AclPermissionType.valueOf(f[7])));
        StringJoiner found = new StringJoiner(",");
        for (int i = 0; i < bindings.size(); i++) if (filter.matches(bindings.get(i))) found.add(Integer.toString(i));
        return found.toString();
    }

    /** As JSON: the names are plain words. */
    private static String codes() {
        Map<String, Integer> types = new LinkedHashMap<>(), patterns = new LinkedHashMap<>(), ops = new LinkedHashMap<>(),
            permissions = new LinkedHashMap<>(), supported = new LinkedHashMap<>();
        for (ResourceType each : ResourceType.values()) {
            types.put(each.name(), (int) each.code());
            int field = 0;
            if (each.code() > 1) for (AclOperation op : AclEntry.supportedOperations(each)) field |= 1 << op.code();
            if (each.code() > 1) supported.put(each.name(), field);
        }
        for (PatternType each : PatternType.values()) patterns.put(each.name(), (int) each.code());
        for (AclOperation each : AclOperation.values()) ops.put(each.name(), (int) each.code());
        for (AclPermissionType each : AclPermissionType.values()) permissions.put(each.name(), (int) each.code());
        StringJoiner all = new StringJoiner(",", "[", "]");
        for (Map<String, Integer> each : List.of(types, patterns, ops, permissions, supported)) {
            StringJoiner object = new StringJoiner(",", "{", "}");
            each.forEach((name, code) -> object.add('"' + name + "\":" + code));
            all.add(object.toString());
        }
        return all.toString();
    }

    private record Context(String subject, String host) implements AuthorizableRequestContext {
        public String listenerName() { return "TEST"; }
        public SecurityProtocol securityProtocol() { return SecurityProtocol.SASL_PLAINTEXT; }
        public KafkaPrincipal principal() {
            String[] parts = subject.split(":", 2);
            return new KafkaPrincipal(parts[0], parts[1]);
        }
        public InetAddress clientAddress() {
            try {
                return InetAddress.getByName(host);
            } catch (java.net.UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
        public int requestType() { return 0; }
        public int requestVersion() { return 0; }
        public String clientId() { return "test"; }
        public int correlationId() { return 0; }
    }
}
