package main

import (
	"errors"
	"sort"
	"strings"
	"sync"
)

// Catalog serves schemas/catalog.ts from memory. It starts empty.
type Catalog struct {
	mutex    sync.Mutex
	products map[uint64]Product
	probe    *Probe
}

func NewCatalog(probe *Probe) *Catalog {
	return &Catalog{products: map[uint64]Product{}, probe: probe}
}

// shelves is the tree that Categories answers with.
var shelves = Category{Name: "all", Children: []Category{
	{Name: "books", Children: []Category{{Name: "novels"}, {Name: "atlases"}}},
	{Name: "tools"},
}}

func (c *Catalog) Put(product Product, stored *Product) error {
	c.probe.see("Catalog.Put", product)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.products[product.ID] = product
	*stored = product
	return nil
}

func (c *Catalog) Get(key ProductKey, found *Product) error {
	c.probe.see("Catalog.Get", key)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	product, ok := c.products[key.ID]
	if !ok {
		return errors.New("no such product")
	}
	*found = product
	return nil
}

// Search answers in the order of the ids. Prices are compared within one currency only.
func (c *Catalog) Search(query Query, found *[]Product) error {
	c.probe.see("Catalog.Search", query)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, product := range c.products {
		if matches(query, product) {
			*found = append(*found, product)
		}
	}
	sort.Slice(*found, func(i, j int) bool { return (*found)[i].ID < (*found)[j].ID })
	if limit := int(query.Limit); len(*found) > limit {
		*found = (*found)[:limit]
	}
	return nil
}

func (c *Catalog) Categories(_ struct{}, root *Category) error {
	*root = shelves
	return nil
}

func matches(query Query, product Product) bool {
	if query.Text != nil && !strings.Contains(product.Name, *query.Text) {
		return false
	}
	if query.Availability != nil && product.Availability != *query.Availability {
		return false
	}
	limit := query.MaxPrice
	return limit == nil || limit.Currency == product.Price.Currency && product.Price.Units <= limit.Units
}
