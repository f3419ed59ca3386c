<?php
// Holds many small strings and a large one, and says when it does.
ini_set('memory_limit', '-1');
$small = [];
for ($index = 0; $index < 200000; $index++) {
	$small[] = "text $index";
}
$large = str_repeat('x', 20000000);
echo memory_get_usage(true), "\nready\n";
fgets(STDIN);
