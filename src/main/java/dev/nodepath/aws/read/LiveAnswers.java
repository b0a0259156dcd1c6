package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.eks.model.ResourceNotFoundException;

/** Puts questions to AWS. Whatever goes wrong is the failure of that question and of no other. */
public final class LiveAnswers implements Answers {

    /** EC2 takes 200 values a filter. */
    private static final int KEYS_A_CALL = 200;

    /** Gets every answer as AWS gave it. */
    public interface Recorder {

        Recorder NONE = new Recorder() {
            @Override
            public <T> void record(Question<T, ?> question, List<String> keys, List<T> answer) {}
        };

        /** Called once for each answer that came whole, by several threads at once. */
        <T> void record(Question<T, ?> question, List<String> keys, List<T> answer);
    }

    private final AwsClients aws;
    private final Recorder recorder;

    public LiveAnswers(AwsClients aws) {
        this(aws, Recorder.NONE);
    }

    public LiveAnswers(AwsClients aws, Recorder recorder) {
        this.aws = aws;
        this.recorder = recorder;
    }

    @Override
    public <M> Read<Answer<M>> ask(Question<?, M> question, Collection<String> keys) {
        return put(question, List.copyOf(keys));
    }

    private <T, M> Read<Answer<M>> put(Question<T, M> question, List<String> keys) {
        List<Keyed<M>> records = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_A_CALL) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + KEYS_A_CALL));
            try {
                List<T> answer = new ArrayList<>();
                for (T value : question.ask(aws, some)) {
                    records.addAll(question.records(value));
                    if (recorder != Recorder.NONE) {
                        answer.add(value);
                    }
                }
                recorder.record(question, some, answer);
            } catch (ResourceNotFoundException e) {
                // EKS: a cluster that does not exist, or a node group deleted since it was listed. No record says so.
            } catch (RuntimeException e) {
                if (FailureReason.isOfCredentials(e)) {
                    aws.forgetCredentials();
                }
                return AwsFailure.read(
                        question.need().action(), new FailureReason(question, some, aws.region()).of(e), e);
            }
        }
        return Read.of(new Answer<>(records));
    }

    /** {@code aws}, {@code aws-cn}, {@code aws-us-gov}, … */
    public String partition() {
        return aws.partition();
    }

    @Override
    public Read<ClusterArn> arnOf(String clusterName) {
        try {
            return Read.of(new ClusterArn(aws.partition(), aws.region(), aws.accountId(), clusterName));
        } catch (RuntimeException e) {
            return Read.failed(
                    "sts:GetCallerIdentity",
                    "there is no cluster " + clusterName + " in " + aws.region()
                            + ", and STS did not tell the account: " + AwsFailure.sentence(e));
        }
    }
}
