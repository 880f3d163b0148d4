package main

import "fmt"

type point struct{ X, Y int }

func sum(points []point) int {
	total := 0
	for _, p := range points {
		total += p.X * p.Y
	}
	return total
}

func main() {
	points := []point{{1, 2}, {3, 4}, {5, 6}}
	fmt.Println(sum(points))
}
