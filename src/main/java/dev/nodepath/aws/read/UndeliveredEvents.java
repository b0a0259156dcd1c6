package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.network.Read;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The queue of an account and Region in which its rules keep what the hub's bus did not take (org/member-region.yaml). */
public final class UndeliveredEvents {

    private UndeliveredEvents() {}

    /** How many wait there; none where no rule forwards. */
    public static Read<Integer> of(AwsClients aws, String hubAccountId) {
        try {
            String url = aws.sqs()
                    .getQueueUrl(request -> request.queueName("nodepath-undelivered-" + hubAccountId))
                    .queueUrl();
            return Read.of(Integer.valueOf(aws.sqs()
                    .getQueueAttributes(request ->
                            request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes()
                    .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")));
        } catch (QueueDoesNotExistException e) {
            return Read.of(0);
        } catch (SdkException e) {
            return AwsFailure.read("sqs:GetQueueAttributes", AwsFailure.sentence(e), e);
        }
    }
}
