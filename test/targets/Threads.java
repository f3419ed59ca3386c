import java.nio.ByteBuffer;

/** A JVM with as many threads as asked for, a heap that is partly used and memory outside of it. */
final class Threads {
	public static void main(String[] arguments) throws Exception {
		final byte[] kept = new byte[8 << 20];
		final ByteBuffer direct = ByteBuffer.allocateDirect(4 << 20);
		final int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
		for (int index = 0; index < count; index++) {
			final Thread thread = new Thread(Threads::sleep, "sleeping-" + index);
			thread.setDaemon(true);
			thread.start();
		}
		System.out.println("ready");
		while (System.in.read() >= 0) {
			kept[0]++;
		}
		System.exit(kept.length + direct.capacity() > 0 ? 0 : 1);
	}

	private static void sleep() {
		try {
			Thread.sleep(Long.MAX_VALUE);
		} catch (InterruptedException ended) {
			Thread.currentThread().interrupt();
		}
	}
}
