# Holds many objects, has a thread and a fiber, and says when it does.
small = Array.new(300_000) { |index| "text #{index}" }
thread = Thread.new { sleep }
fiber = Fiber.new { Fiber.yield }
fiber.resume
$stdout.puts(GC.stat(:heap_allocated_pages), GC::INTERNAL_CONSTANTS[:HEAP_PAGE_SIZE], 'ready')
$stdout.flush
$stdin.gets
exit(small.empty? || !thread.alive? || !fiber.alive?)
