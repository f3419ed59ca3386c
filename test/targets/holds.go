// Holds many small objects and a large one, and says when it does.
package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	small := make([][]byte, 0)
	for index := 0; index < 200000; index++ {
		small = append(small, make([]byte, 100))
	}
	large := make([]byte, 50<<20)
	for index := range large {
		large[index] = 1
	}
	fmt.Println("ready")
	os.Stdin.Read(make([]byte, 1))
	runtime.KeepAlive(small)
	runtime.KeepAlive(large)
}
