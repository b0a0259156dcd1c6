package dev.nodepath.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Queues every cluster of the Region. */
public final class SweepHandler implements RequestStreamHandler {

    private final Invocation invocation = Invocation.ofThisProcess();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        invocation.handle(input, output, context);
    }
}
